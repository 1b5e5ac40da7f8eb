//! The accounts and groups of this machine, as its own files name them.

use crate::place;
use std::path::Path;

/// Bytes of the list of accounts at most.
const LARGEST: u64 = 16 << 20;

/// Gives the name of an account, if this machine itself knows it.
#[must_use]
pub fn name(uid: u32) -> Option<String> {
    name_in(&list("/etc/passwd"), uid)
}

/// Gives the name of an account, or its number: "uid1234". Never what the environment says: that
/// is for everybody to set.
#[must_use]
pub fn shown(uid: u32) -> String {
    name(uid).unwrap_or_else(|| format!("uid{uid}"))
}

/// Tells whether an account is known not to be of a group. Where a directory service keeps one of
/// them, nothing is known.
#[must_use]
pub fn outside(uid: u32, gid: u32) -> bool {
    outside_of(&list("/etc/passwd"), &list("/etc/group"), uid, gid)
}

fn list(path: &str) -> String {
    let bytes = place::read(Path::new(path), LARGEST).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The line of an account: its name stands first, its number third, its own group fourth.
fn line(passwd: &str, uid: u32) -> Option<Vec<&str>> {
    let lines = passwd.lines().map(|line| line.split(':').collect::<Vec<_>>());
    lines.into_iter().find(|fields| number(fields, 2) == Some(uid))
}

fn number(fields: &[&str], at: usize) -> Option<u32> {
    fields.get(at)?.parse().ok()
}

fn name_in(passwd: &str, uid: u32) -> Option<String> {
    let name = *line(passwd, uid)?.first()?;
    (!name.is_empty()).then(|| name.to_owned())
}

fn outside_of(passwd: &str, groups: &str, uid: u32, gid: u32) -> bool {
    let Some(account) = line(passwd, uid) else { return false };
    let mut found = groups.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let Some(group) = found.find(|fields| number(fields, 2) == Some(gid)) else { return false };
    let members = group.get(3).copied().unwrap_or_default();
    let named = account.first().is_some_and(|name| members.split(',').any(|it| it == *name));
    uid != 0 && number(&account, 3) != Some(gid) && !named
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\nweber:x:1001:1001::/home/weber:/bin/sh\n\
                          grote:x:1002:2001::/home/grote:/bin/sh\n:x:1003:9::/:\nhalb:x\n";
    const GROUP: &str = "root:x:0:\nprotokoll:x:2001:thiel,weber\nleer:x:2002:\n";

    #[test]
    fn an_account_has_the_name_that_this_machine_gives_it() {
        assert_eq!(name_in(PASSWD, 1001).as_deref(), Some("weber"));
        assert_eq!(name_in(PASSWD, 1003), None);
        assert_eq!(name_in(PASSWD, 4711), None);
        assert_eq!(shown(4_000_000_001), "uid4000000001");
    }

    #[test]
    fn only_who_is_known_and_not_named_is_outside_of_a_group() {
        for (uid, gid, outside) in [
            (1001, 2001, false),
            (1002, 2001, false),
            (1001, 2002, true),
            (0, 2002, false),
            (4711, 2001, false),
            (1001, 4711, false),
        ] {
            assert_eq!(outside_of(PASSWD, GROUP, uid, gid), outside, "{uid} in {gid}");
        }
    }
}
