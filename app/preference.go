package app

// MostPreference is how many bytes the window may remember under one key.
const MostPreference = 64 << 10
