//! How loud it is to an ear, by EBU R 128 and true peaks.

use ebur128::{EbuR128, Mode};

use super::*;

/// Integrated loudness in LUFS and the true peak in dBTP.
fn measured(samples: &[f32]) -> (f64, f64) {
    let mut meter = EbuR128::new(2, RATE.get(), Mode::I | Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(samples).unwrap();
    let peak = (0..2).map(|ear| meter.true_peak(ear).unwrap()).fold(0.0, f64::max);
    (meter.loudness_global().unwrap(), 20.0 * peak.log10())
}

/// The breathing of Daily five: thirty breaths of ten seconds.
fn daily_five() -> Arc<Timeline> {
    timeline(vec![breathe(ms([4_500, 0, 0, 5_500, 0]), 30)])
}

#[test]
fn every_guide_is_26_lufs_over_daily_five_at_the_default_volumes() {
    for guide in guides() {
        let (loudness, peak) = measured(&whole(&daily_five(), guided(guide), RATE));
        assert!((-27.0..-25.0).contains(&loudness), "{guide:?}: {loudness:.1} LUFS");
        assert!(peak < -9.0, "{guide:?}: {peak:.1} dBTP");
    }
}

#[test]
fn every_ambience_lies_beneath_the_guides() {
    for ambience in ambiences() {
        let mix = Mix { ambience, ..guided(Guide::Silent) };
        let (loudness, _) = measured(&whole(&daily_five(), mix, RATE));
        assert!((-37.0..-33.0).contains(&loudness), "{ambience:?}: {loudness:.1} LUFS");
    }
}

#[test]
fn with_everything_as_loud_as_it_goes_no_true_peak_comes_near_full_scale() {
    let busy = timeline(vec![
        breathe(ms([500, 0, 0, 1_500, 0]), 5),
        tense(2, 2),
        cue(1),
        cue(1),
        Step::Stretch(Stretch {
            halfway: true,
            ..stretch(Hold::Breaths(2, ms([900, 100, 100, 900, 0])), Sides::Both, 1)
        }),
        breathe(ms([700, 100, 100, 1_100, 100]), 5),
    ]);
    for &guide in Guide::ALL {
        for ambience in ambiences() {
            let (_, peak) = measured(&whole(&busy, Mix { ambience, ..loud(guide) }, RATE));
            assert!(peak < -1.0, "{guide:?} over {ambience:?}: {peak:.2} dBTP");
        }
    }
}
