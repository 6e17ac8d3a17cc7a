package main

import "context"

func importSheet(ctx context.Context, out console, args []string) error { return nil }
