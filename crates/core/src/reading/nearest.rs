//! The right name nearest to a mistyped one.

/// Which of `names` was probably meant by `typed`; `None` when nothing comes near.
///
/// Case, hyphens and underscores do not count; letters left out, added, changed or swapped do.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Beyond any name of ours, and long enough to make the comparison slow.
    if typed.len() > 80 {
        return None;
    }
    let typed = folded(typed);
    let near = names.into_iter().map(|name| (distance(&typed, &folded(name)), name)).min_by_key(|(off, _)| *off)?;
    let allowed = (typed.len().max(near.1.len()) / 3).clamp(1, 3);
    (near.0 <= allowed).then_some(near.1)
}

fn folded(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// How many letters must be added, left out, changed or swapped with their neighbour to get from one to the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(two_above[j - 1] + 1);
            }
            row.push(least);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [&str; 7] = ["Prepare", "Breathe", "Cue", "Tense", "Stretch", "Rest", "Repeat"];

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(nearest("Breath", STEPS), Some("Breathe"));
        assert_eq!(nearest("stretch", STEPS), Some("Stretch"));
        assert_eq!(nearest("Strecth", STEPS), Some("Stretch"));
        assert_eq!(nearest("holdIn", ["hold_in", "hold_out"]), Some("hold_in"));
        assert_eq!(nearest("inhail", ["inhale", "exhale"]), Some("inhale"));
    }

    #[test]
    fn what_is_far_from_everything_finds_nothing() {
        assert_eq!(nearest("Zebra", STEPS), None);
        assert_eq!(nearest("", STEPS), None);
        assert_eq!(nearest(&"x".repeat(1000), STEPS), None);
        assert_eq!(nearest("Breath", []), None);
    }
}
