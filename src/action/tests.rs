//! The table of actions holds together.

use super::*;
use std::collections::HashSet;

/// The names that product.md promises to scripts and to keymaps of others.
const PROMISED: &str = "show-agenda show-minutes show-speakers show-motions show-vote \
    show-attendance show-meeting show-export show-help palette undo redo quit open-meeting \
    start-meeting end-meeting start-recess end-recess call-item next-item previous-item \
    insert-item withdraw-item set-result add-speaker next-speaker end-speech \
    withdraw-speaker close-list add-motion edit-motion adopt-wording withdraw-motion \
    open-vote vote-yes vote-no vote-abstain vote-split vote-unanimous vote-as-before \
    vote-minority vote-totals vote-rollcall close-vote reopen-vote mark-arrived mark-left \
    mark-recused mark-substituted export copy-extract next-gap next-finding search";

#[test]
fn every_promised_name_exists() {
    for name in PROMISED.split_whitespace() {
        assert!(Action::from_name(name).is_some(), "{name} is promised and missing");
    }
}

#[test]
fn a_name_leads_back_to_its_action() {
    for action in Action::all() {
        assert_eq!(Action::from_name(action.name()), Some(action));
        assert!(action.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    }
}

#[test]
fn every_action_has_a_label_of_its_own_and_one_sentence_of_help() {
    let mut labels = HashSet::new();
    for action in Action::all() {
        assert!(labels.insert(action.label()), "{} shares its label", action.name());
        assert!(action.label().chars().count() <= 26, "{} is too long", action.label());
        assert!(action.help().ends_with('.'), "{} has no sentence", action.name());
        assert!(action.help().chars().count() <= 80, "{} says too much", action.name());
    }
}

#[test]
fn a_section_leads_back_to_its_context() {
    for context in Context::all() {
        assert_eq!(Context::from_section(context.section()), Some(context));
    }
    assert_eq!(Context::from_section("überall"), None);
}

#[test]
fn what_works_everywhere_works_in_every_context() {
    assert!(Context::all().all(|context| Action::AddSpeaker.works_in(context)));
    assert!(Action::VoteYes.works_in(Context::Vote));
    assert!(!Action::VoteYes.works_in(Context::Global));
}
