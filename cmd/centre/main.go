// Command centre is the program of the wealth centre: it serves the planners' laptops, and its other commands look after
// staff, imports and exports on the same database while it does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/fangce/fangce/app"
)

// version is set by the linker.
var version = "dev"

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2 // the command line, or a file that is none of the expected kind
)

// command is one of the program's commands.
type command struct {
	name  string
	usage string // what follows "centre"
	about string
	run   func(ctx context.Context, out console, args []string) error
}

// console is where a command writes: results to out, everything for people to err.
type console struct{ out, err io.Writer }

func commands() []command {
	return []command{
		{"serve", "serve -db FILE [-addr 127.0.0.1:8321] [-name NAME] [-cert FILE -key FILE] [-metrics-addr ADDR] [-lease DAYS] [-now RFC3339]", "serve the laptops; plain HTTP to this machine only, TLS 1.3 with a certificate", serve},
		{"user", "user add -db FILE -staff NO -name NAME -role ROLE[,ROLE] [-supervisor NO] [-licence NO] [-unit NAME] [-phone NO] [-now RFC3339]", "add or update a person and print a one-time code", user},
		{"import", "import -db FILE -to STAFF_NO -insurer CODE [-reason orphan|stripped|new] [-now RFC3339] SHEET\n  centre import -preview [-db FILE [-insurer CODE]] SHEET", "fill a planner's seat from an insurer's file, or show what is understood of it", importSheet},
		{"handover", "handover -db FILE -from STAFF_NO|pool -to STAFF_NO|pool [-customer CARD_NO …] [-now RFC3339]", "give cards of one planner to another, all of them if none is named", handOver},
		{"allot", "allot [-rest] [-explain POLICY_NO|-planner STAFF_NO] [-against NUMBER] [-pool] [-keep [-note TEXT] [-factors MONTH]] [-db FILE] INPUT.json\n  centre allot -run NUMBER -db FILE [-rest] [-explain POLICY_NO|-planner STAFF_NO] [-against NUMBER]\n  centre allot -list -db FILE", "deal a month's cases to the planners and print who gets what, or why; keep runs, print and compare them", dealCases},
		{"scripts", "scripts -db FILE [-now RFC3339]", "publish the call scripts and texts that come with the program and the centre does not have yet", addScripts},
		{"demo", "demo -db FILE [-seed N] [-now RFC3339]", "fill a centre with demo data and print its accounts", fillDemo},
		{"export", "export -db FILE -kind KIND [-now RFC3339]", "print the rows of a kind as JSON lines", export},
		{"recover", "recover -db FILE\n  centre recover -db FILE -code CODE [-staff NO] [-refuse]\n  centre recover -db FILE -request FILE -answer FILE [-code CODE] [-staff NO]\n  centre recover -db FILE -log | -new-key", "help a planner who forgot the passphrase: list who waits, then grant or refuse by the code that is read out", recoverKey},
		{"device", "device -db FILE [-list]\n  centre device -db FILE -revoke ID -mode drain|wipe", "list the laptops, or take one out of use: drain lets it send first what it has, wipe does not", laptops},
		{"backup", "backup -db FILE -out FILE|DIR [-now RFC3339]", "copy the database with attachments and audit anchors while it is served, and check the copy", backup},
		{"restore", "restore -from FILE -db FILE [-replace] [-now RFC3339]", "let a database go on from a backup; laptops bring back what it lacks", restore},
		{"adopt", "adopt -db FILE [-list]\n  centre adopt -db FILE -take|-drop [-from STAFF_NO]", "after a restore: list, take or drop what laptops have kept of rows that only others or the centre write", adopt},
		{"audit", "audit -db FILE [-verify [-anchors FILE]]", "print the audit log, or check that nobody has changed it", audit},
		{"cert", "cert -dir DIR -host NAME[,IP…] [-port 8321]", "make a certificate by a private authority, and print the address to enrol laptops with", cert},
		{"version", "version", "print the version", printVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, console{os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs the command the arguments name and returns the exit code.
func run(ctx context.Context, out console, args []string) int {
	if len(args) == 0 {
		printUsage(out.err)
		return exitUsage
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return exitCode(c, out, c.run(ctx, out, args[1:]))
		}
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		printUsage(out.out)
		return exitOK
	case "-version", "--version":
		return exitCode(command{}, out, printVersion(ctx, out, nil))
	}
	_, _ = fmt.Fprintf(out.err, "centre: no command %q\n", args[0])
	printUsage(out.err)
	return exitUsage
}

// exitCode tells a person what went wrong and returns the exit code for it.
func exitCode(c command, out console, err error) int {
	var wrong *usageError
	var bad *inputError
	var known *app.Error
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		_, _ = fmt.Fprintf(out.out, "usage: centre %s\n", c.usage)
		return exitOK
	case errors.As(err, &wrong):
		_, _ = fmt.Fprintf(out.err, "centre %s: %s\nusage: centre %s\n", c.name, wrong.message, c.usage)
		return exitUsage
	case errors.As(err, &bad):
		_, _ = fmt.Fprintf(out.err, "centre %s: %v\n", c.name, bad)
		return exitUsage
	case errors.As(err, &known) && known.Message != "":
		_, _ = fmt.Fprintf(out.err, "centre %s: %s\n", c.name, known.Message)
		if known.Code == app.ErrNotSheet || known.Code == app.ErrEmptySheet || known.Code == app.ErrNoPolicyNo {
			return exitUsage
		}
		return exitFailed
	}
	_, _ = fmt.Fprintf(out.err, "centre %s: %v\n", c.name, err)
	return exitFailed
}

func printUsage(w io.Writer) {
	_, _ = fmt.Fprintln(w, "usage:")
	for _, c := range commands() {
		_, _ = fmt.Fprintf(w, "  centre %s\n      %s\n", c.usage, c.about)
	}
}

func printVersion(_ context.Context, out console, args []string) error {
	if len(args) > 0 {
		return wrongUsage("no arguments are taken")
	}
	_, err := fmt.Fprintln(out.out, "centre", version)
	return err
}
