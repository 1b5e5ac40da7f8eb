//! Seats by votes: Sainte-Laguë, d'Hondt, Hare-Niemeyer, in whole numbers. Who ties for the last
//! seats is told, never decided: the law has the lot for it (§ 40 (4) GO SH).

use serde::{Deserialize, Serialize};

/// More seats are filled by no election.
pub const MOST_SEATS: u32 = 999;

/// How the votes for lists become seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SeatMethod {
    /// Divisors 0,5 – 1,5 – 2,5 … (§ 40 (4) GO SH), which is 1 – 3 – 5 ….
    #[serde(rename = "sainte-lague")]
    SainteLague,
    /// Divisors 1 – 2 – 3 ….
    #[serde(rename = "d-hondt")]
    DHondt,
    /// Whole numbers first, then the largest remainders.
    #[serde(rename = "hare-niemeyer")]
    HareNiemeyer,
}

impl SeatMethod {
    /// All methods in the order in which a list offers them.
    pub const ALL: [Self; 3] = [Self::SainteLague, Self::DHondt, Self::HareNiemeyer];

    /// What the votes of a list are divided by for its next seat, when it has `seats`.
    fn divisor(self, seats: u32) -> u128 {
        match self {
            // Why: halves are not whole; twice the divisor keeps the order.
            Self::SainteLague => u128::from(seats) * 2 + 1,
            Self::DHondt | Self::HareNiemeyer => u128::from(seats) + 1,
        }
    }
}

/// Seats of lists, in the order of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seats {
    /// What each has for sure.
    pub sure: Vec<u32>,
    /// Lists (by place) that have the same claim to the seats that are left.
    pub tied: Vec<usize>,
    /// The seats that are left for them; fewer than there are of them.
    pub left: u32,
}

/// Gives `seats` seats to lists with so many `votes`. A list without a vote gets none, and where
/// nobody voted no seat is filled. More than [`MOST_SEATS`] are not given, whatever a journal says:
/// each is computed on its own.
#[must_use]
pub fn seats(method: SeatMethod, votes: &[u32], seats: u32) -> Seats {
    if votes.iter().all(|votes| *votes == 0) {
        return Seats { sure: vec![0; votes.len()], tied: Vec::new(), left: 0 };
    }
    let seats = seats.min(MOST_SEATS);
    match method {
        SeatMethod::SainteLague | SeatMethod::DHondt => by_quotients(method, votes, seats),
        SeatMethod::HareNiemeyer => by_remainders(votes, seats),
    }
}

/// Höchstzahlen: each seat goes to the largest quotient of votes and divisor.
fn by_quotients(method: SeatMethod, votes: &[u32], seats: u32) -> Seats {
    let mut sure = vec![0_u32; votes.len()];
    let mut left = seats;
    loop {
        let claims: Vec<_> = votes
            .iter()
            .zip(&sure)
            .map(|(votes, has)| (u128::from(*votes), method.divisor(*has)))
            .collect();
        // a / b > c / d, without a remainder: a · d > c · b.
        let above = |one: &(u128, u128), other: &(u128, u128)| one.0 * other.1 > other.0 * one.1;
        let largest = |claim: &(u128, u128)| !claims.iter().any(|other| above(other, claim));
        let next: Vec<usize> = claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| largest(claim))
            .map(|(at, _)| at)
            .collect();
        let many = u32::try_from(next.len()).unwrap_or(u32::MAX);
        if left == 0 {
            return Seats { sure, tied: Vec::new(), left };
        }
        if many > left {
            return Seats { sure, tied: next, left };
        }
        for at in next {
            if let Some(seats) = sure.get_mut(at) {
                *seats += 1;
            }
        }
        left -= many;
    }
}

/// Hare-Niemeyer: votes times seats by all votes; the whole numbers, then the largest remainders.
fn by_remainders(votes: &[u32], seats: u32) -> Seats {
    let all: u64 = votes.iter().map(|votes| u64::from(*votes)).sum();
    let shares = votes.iter().map(|votes| u64::from(*votes) * u64::from(seats));
    let (mut sure, rests): (Vec<u32>, Vec<u64>) =
        shares.map(|share| (u32::try_from(share / all).unwrap_or(u32::MAX), share % all)).unzip();
    let mut left = seats.saturating_sub(sure.iter().sum());
    let mut order: Vec<_> = rests.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, rest)| std::cmp::Reverse(*rest));
    for alike in order.chunk_by(|one, other| one.1 == other.1) {
        let many = u32::try_from(alike.len()).unwrap_or(u32::MAX);
        if left == 0 {
            break;
        }
        if many > left {
            return Seats { sure, tied: alike.iter().map(|(at, _)| *at).collect(), left };
        }
        for (at, _) in alike {
            if let Some(seats) = sure.get_mut(*at) {
                *seats += 1;
            }
        }
        left -= many;
    }
    Seats { sure, tied: Vec::new(), left: 0 }
}
