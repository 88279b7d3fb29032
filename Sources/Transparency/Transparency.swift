// The room Transparency.
