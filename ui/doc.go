// Package ui is the window: the start screen, the frame with its rail, and the rooms. Rooms declare the few methods they
// need; the program hands in one unlocked account that has them all.
package ui
