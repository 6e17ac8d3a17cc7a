// Package platform is the operating system as the program needs it: where data lie, one instance per data folder, files
// only their owner may read, showing a file in a viewer, and the printer.
package platform
