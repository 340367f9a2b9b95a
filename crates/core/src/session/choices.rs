//! What an author or a person chooses between, each value with the label that the window shows.
//!
//! The order is the order in which they are offered, and of the pacers that of their keys.

crate::named! {
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

crate::named! {
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

crate::named! {
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

crate::named! {
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
