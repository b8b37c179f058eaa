//! What is special to this dialogue.
