// Package bench holds the benchmarks of the sync, between the real engine of a laptop on an encrypted account and the real
// program of the centre over HTTP. scripts/syncbench.sh runs all of them and prints one table.
//
// Every figure is the median of several turns. What has a baseline (a plain bulk insert, PouchDB) takes turns with it in
// the same run, so that a busy machine slows both.
package bench
