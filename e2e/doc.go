// Package e2e drives the real programs: a real centre on loopback, real data folders, and the window under Xvfb with
// mouse and keyboard. It holds tests only.
package e2e
