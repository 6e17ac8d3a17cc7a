package views_test

import "time"

func pause() { time.Sleep(5 * time.Millisecond) }
