// Package scan brings signed paper back: it reads the code that a printed form carries from a scan or a photo, and turns
// the picture so that the page stands upright and square. Pictures come from phones held over a table and from scanners,
// turned, skewed, shaded and noisy.
package scan
