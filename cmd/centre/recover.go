package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	osuser "os/user"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// maxRequestFile is the size beyond which a file is no request, in bytes.
const maxRequestFile = 64 << 10

// recoverFlags are the flags of the command that helps where a passphrase is forgotten.
type recoverFlags struct {
	*flags
	code, staff, request, answer *string
	refuse, log, newKey          *bool
}

// recoverKey lists the laptops that wait for their data key, or decides on one.
func recoverKey(ctx context.Context, out console, args []string) error {
	f := recoverFlags{flags: newFlags("recover")}
	f.code = f.String("code", "", "code the planner reads out")
	f.staff = f.String("staff", "", "staff number of the person on the telephone")
	f.request = f.String("request", "", "file with the request of a laptop without a network")
	f.answer = f.String("answer", "", "file for the answer to it")
	f.refuse = f.Bool("refuse", false, "refuse instead of grant")
	f.log = f.Bool("log", false, "print what was decided, and by whom")
	f.newKey = f.Bool("new-key", false, "make another recovery key; older ones still open what was sealed to them")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	switch {
	case *f.log:
		return printRecoveryLog(ctx, out, c)
	case *f.newKey:
		id, err := c.NewRecoveryKey(ctx, operator())
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out.out, id)
		return err
	case *f.request != "":
		return f.answerFile(ctx, out, c)
	case *f.code != "":
		who, err := c.DecideRecovery(ctx, f.decision())
		if err != nil {
			return err
		}
		return tellRecovery(out, who)
	}
	return listRecoveries(ctx, out, c)
}

// check refuses flags that do not go together.
func (f recoverFlags) check() error {
	if err := f.need("db"); err != nil {
		return err
	}
	decides := *f.code != "" || *f.request != ""
	switch {
	case *f.log && (decides || *f.newKey), *f.newKey && decides:
		return wrongUsage("-log, -new-key, -code and -request are different things to do")
	case *f.refuse && !decides:
		return wrongUsage("refuse which request? give its -code")
	case *f.staff != "" && !decides:
		return wrongUsage("-staff goes with -code or -request")
	case *f.answer != "" && *f.request == "":
		return wrongUsage("-answer goes with -request")
	case *f.request != "" && *f.answer == "" && !*f.refuse:
		return wrongUsage("-request goes with -answer, or with -refuse")
	}
	return nil
}

func (f recoverFlags) decision() centre.Decision {
	return centre.Decision{Code: *f.code, StaffNo: *f.staff, Grant: !*f.refuse, By: operator()}
}

// answerFile decides on a request that was carried here, and writes the answer to be carried back.
func (f recoverFlags) answerFile(ctx context.Context, out console, c *centre.Centre) error {
	r, err := readRequest(*f.request)
	if err != nil {
		return err
	}
	who, reply, err := c.AnswerRecovery(ctx, r, f.decision())
	if err != nil {
		return err
	}
	if *f.answer != "" {
		raw, err := json.Marshal(reply)
		if err != nil {
			return err
		}
		if err := os.WriteFile(*f.answer, append(raw, '\n'), 0o600); err != nil {
			return err
		}
	}
	if *f.code == "" && who.State == wire.RecoveryGranted {
		_, _ = fmt.Fprintf(out.err, "请先致电本人：对方电脑上显示的核对码须为 %s，一致后再交付答复文件\n", who.Code)
	}
	return tellRecovery(out, who)
}

func readRequest(path string) (wire.RecoveryRequest, error) {
	var r wire.RecoveryRequest
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, wrongUsage("cannot open %s", path)
	}
	if err != nil {
		return r, err
	}
	if info.Size() > maxRequestFile {
		return r, wrongUsage("%s is no recovery request", path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(raw, &r); err != nil || !r.Valid() {
		return r, wrongUsage("%s is no recovery request", path)
	}
	return r, nil
}

// tellRecovery says what was decided, and for whom.
func tellRecovery(out console, who centre.Recovery) error {
	done := "已批准"
	if who.State == wire.RecoveryRefused {
		done = "已拒绝"
	}
	_, err := fmt.Fprintf(out.out, "%s：工号 %s %s，电脑 %s，核对码 %s，%s 申请\n",
		done, who.StaffNo, who.Name, computer(who), who.Code, when(who.Asked))
	return err
}

func listRecoveries(ctx context.Context, out console, c *centre.Centre) error {
	all, err := c.Recoveries(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		_, _ = fmt.Fprintln(out.err, "没有待处理的恢复申请")
		return nil
	}
	line := func(cells ...string) {
		_, _ = fmt.Fprintln(out.out, column(cells[0], 10)+column(cells[1], 10)+column(cells[2], 24)+column(cells[3], 18)+cells[4])
	}
	line("工号", "姓名", "电脑", "申请时间", "核对码")
	for _, r := range all {
		line(r.StaffNo, r.Name, computer(r), when(r.Asked), r.Code)
	}
	return nil
}

// eventNames are what a decision is called in the log.
var eventNames = map[string]string{
	centre.RecoveryGranted: "批准", centre.RecoveryRefused: "拒绝", centre.RecoveryUnknownCode: "核对码不符",
	centre.RecoveryOtherPerson: "工号不符", centre.RecoverySettled: "已处理或已过期", centre.RecoveryNoSlot: "密钥与电脑不符",
	centre.RecoveryNewKey: "更换恢复密钥",
}

func printRecoveryLog(ctx context.Context, out console, c *centre.Centre) error {
	all, err := c.RecoveryLog(ctx)
	if err != nil {
		return err
	}
	for _, e := range all {
		_, _ = fmt.Fprintln(out.out, column(when(e.At), 18)+column(eventNames[e.What], 16)+column(dash(e.StaffNo), 10)+column(dash(wire.SpellCode(e.Code)), 16)+plain(e.By))
	}
	return nil
}

// computer names a laptop as the centre enrolled it, or as it calls itself.
func computer(r centre.Recovery) string {
	if r.Device == "" || r.Device == r.DeviceName {
		return dash(plain(r.DeviceName))
	}
	return plain(r.Device)
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// plain takes from a text what would move the cursor or recolour the terminal: laptops name themselves.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

func when(i app.Instant) string { return i.Time().In(app.Shanghai).Format("2006-01-02 15:04") }

// operator is who runs the command, as far as the system knows: the account, whom it was borrowed by, and the machine.
func operator() string {
	name := "?"
	if u, err := osuser.Current(); err == nil {
		name = u.Username
	}
	if by := os.Getenv("SUDO_USER"); by != "" && by != name {
		name = by + " (" + name + ")"
	}
	host, err := os.Hostname()
	if err != nil {
		return name
	}
	return name + "@" + host
}
