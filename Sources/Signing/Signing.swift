// The room Signing.
