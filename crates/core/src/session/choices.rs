//! What an author or a person chooses between: each value is told in one line, with the label that the window shows.
//!
//! The order is the order in which they are offered, and of the pacers that of their keys. Refuses to know what a value
//! looks or sounds like.

crate::choice! {
    /// What the eye follows.
    pub enum Pacer {
        /// A filling wave.
        Tide = "tide",
        /// A breathing bloom.
        Circle = "circle",
        /// Progress of the phase.
        Ring = "ring",
        /// A rising and falling column.
        Column = "column",
        /// The breath's curve, scrolling.
        Path = "path",
    }
}

crate::choice! {
    /// What the ear follows.
    pub enum Guide {
        /// A soft tone and filtered noise that rise and fall with the breath.
        Tide = "tide",
        /// Two tones, the higher for the inhale.
        TwoTones = "two tones",
        /// Struck bells, different for each phase.
        Bells = "bells",
        /// A soft tick a second, its pitch telling the phase.
        Pulse = "pulse",
        /// No guide.
        Silent = "none",
    }
}

crate::choice! {
    /// What sounds beneath.
    pub enum Ambience {
        /// Nothing.
        Silent = "none",
        /// Waves, in no fixed relation to the breath.
        Ocean = "ocean",
        /// Rain.
        Rain = "rain",
        /// Brown noise.
        Brown = "brown noise",
        /// Pink noise.
        Pink = "pink noise",
        /// A low drone.
        Drone = "drone",
    }
}

crate::choice! {
    /// How a session ends.
    pub enum End {
        /// With a chime.
        Chime = "with a chime",
        /// Without any sign: what sounds fades away over the last breath.
        Silent = "silently",
    }
}

crate::choice! {
    /// The sides of a stretch.
    pub enum Sides {
        /// The pose has no sides.
        None = "no sides",
        /// Left, then right.
        Both = "both",
        /// Only left.
        Left = "left",
        /// Only right.
        Right = "right",
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::reading::Named;

    fn is_told_apart<T: Named + Debug + serde::Serialize + for<'a> serde::Deserialize<'a>>() {
        for (place, one) in T::ALL.iter().enumerate() {
            assert_eq!(ron::to_string(one).unwrap(), one.name());
            assert_eq!(ron::from_str::<T>(one.name()).unwrap(), *one);
            assert!(T::ALL[..place].iter().all(|other| other.label() != one.label()), "{one:?}");
        }
    }

    #[test]
    fn a_name_is_what_files_hold_and_a_label_stands_once() {
        is_told_apart::<Pacer>();
        is_told_apart::<Guide>();
        is_told_apart::<Ambience>();
    }
}
