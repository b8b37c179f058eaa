//! The shared checks over the recordings, published examples, and scenarios with peers in memory.
