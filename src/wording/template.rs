//! A sentence of the house with places in it.

use super::name::capital;

/// Fills a template: `{name}` is what `value` gives for it, and what stands in `[…]` goes where
/// something in it is nought or not known. A place written with a capital begins with one, and so
/// does the line if the template does.
///
/// `None`: something outside of brackets is not known. Values are put in as they are: a brace in
/// a name is a brace.
pub(super) fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut line = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('[') {
        let (part, after) = behind.split_once(']').unwrap_or((behind, ""));
        line.push_str(&places(before, &value)?);
        let told = |name: &str| value(name).filter(|value| is_something(value));
        line.push_str(&places(part, &told).unwrap_or_default());
        rest = after;
    }
    line.push_str(&places(rest, &value)?);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = template.chars().find(|letter| letter.is_alphabetic());
    Some(if first.is_some_and(char::is_uppercase) { capital(&line) } else { line })
}

/// "0 Ja-Stimmen" is nought too.
fn is_something(value: &str) -> bool {
    !value.is_empty() && value.split(' ').next() != Some("0")
}

fn places(template: &str, value: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}')?;
        let raised = name.starts_with(char::is_uppercase);
        let known = value(&name.to_lowercase())?;
        text.push_str(before);
        text.push_str(&if raised { capital(&known) } else { known });
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_brackets_go_with_what_is_nought() {
        let value = |name: &str| match name {
            "weise" => Some("einstimmig".to_owned()),
            "zahl" => Some("3".to_owned()),
            "nichts" => Some(String::new()),
            "null" => Some("0".to_owned()),
            "keine" => Some("0 Ja-Stimmen".to_owned()),
            "name" => Some("{zahl} [x]".to_owned()),
            _ => None,
        };
        for (template, expected) in [
            ("", Some("")),
            ("Ja: {zahl}", Some("Ja: 3")),
            ("Ja: {null}", Some("Ja: 0")),
            ("Ja: {zahl}[, Befangen: {null}]", Some("Ja: 3")),
            ("Ja: {zahl}[, Befangen: {zahl}]", Some("Ja: 3, Befangen: 3")),
            ("[{keine}, ]{weise}", Some("einstimmig")),
            ("[Bei {nichts} ]{weise}", Some("Einstimmig")),
            ("[bei {nichts} ]{weise}", Some("einstimmig")),
            ("{Weise}[ gegen {nichts}] abgelehnt", Some("Einstimmig abgelehnt")),
            ("{nichts} abgelehnt", Some("abgelehnt")),
            ("{Nichts} abgelehnt", Some("Abgelehnt")),
            ("Sie: {Weise}", Some("Sie: Einstimmig")),
            // Not known: in brackets it goes, elsewhere nothing can be said.
            ("{weise}[ ({fremd})]", Some("einstimmig")),
            ("{weise} ({fremd})", None),
            // What is put in is no template.
            ("von {name}", Some("von {zahl} [x]")),
            ("[von {name}]", Some("von {zahl} [x]")),
            // Not closed: the brace is an error in a profile, the bracket goes to the end.
            ("{weise} {zahl", None),
            ("{weise}[ {zahl}", Some("einstimmig 3")),
        ] {
            assert_eq!(fill(template, value).as_deref(), expected, "{template}");
        }
    }
}
