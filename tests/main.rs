//! The one integration binary: the real command line, window, journal and renderer.
