// The room LMDB.
