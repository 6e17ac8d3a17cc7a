package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// revokeModes are the ways to take a laptop out of use.
var revokeModes = map[string]string{"drain": wire.DeviceDraining, "wipe": wire.DeviceWiping}

// stateNames are what the states of a laptop are called.
var stateNames = map[string]string{
	wire.DeviceActive: "使用中", wire.DeviceDraining: "停用：先发送", wire.DeviceWiping: "停用：待清除", wire.DeviceWiped: "已清除",
}

// laptops lists the laptops, or takes one out of use.
func laptops(ctx context.Context, out console, args []string) error {
	f := newFlags("device")
	list := f.Bool("list", false, "list the laptops; so does the command without -revoke")
	revoke := f.String("revoke", "", "id of the laptop to take out of use")
	mode := f.String("mode", "", "drain: it sends what it has, then wipes itself; wipe: it wipes itself at its next contact")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db"); err != nil {
		return err
	}
	switch {
	case *revoke == "" && *mode != "":
		return wrongUsage("-mode goes with -revoke")
	case *revoke != "" && *list:
		return wrongUsage("-list and -revoke are different things to do")
	case *revoke != "" && revokeModes[*mode] == "":
		return wrongUsage("-revoke goes with -mode drain or -mode wipe")
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if *revoke == "" {
		return listDevices(ctx, out, c)
	}
	copies, err := c.RevokeCopies(ctx, *revoke, revokeModes[*mode])
	if err != nil {
		return err
	}
	text := "已停用：这台电脑下次联网时先发送未发送的内容，然后清除本机数据"
	if *mode == "wipe" {
		text = "已停用：这台电脑下次联网时立即清除本机数据，未发送的内容一并清除"
	}
	_, _ = fmt.Fprintln(out.out, text)
	if len(copies) > 0 {
		_, _ = fmt.Fprintf(out.out, "由这台电脑的磁盘复制而来的 %d 台电脑一并停用：%s\n", len(copies), strings.Join(copies, "、"))
	}
	return nil
}

func listDevices(ctx context.Context, out console, c *centre.Centre) error {
	all, err := c.Devices(ctx, "")
	if err != nil {
		return err
	}
	line := func(cells ...string) {
		_, _ = fmt.Fprintln(out.out, column(cells[0], 23)+column(cells[1], 10)+column(cells[2], 10)+column(cells[3], 24)+column(cells[4], 15)+column(cells[5], 18)+cells[6])
	}
	line("编号", "工号", "姓名", "电脑", "状态", "最近联系", "未发送")
	for _, d := range all {
		unsent := "-"
		if d.Unsent > 0 {
			unsent = fmt.Sprintf("%d 条，最早已等 %s", d.Unsent, waited(d.Oldest))
		}
		if d.CopyOf != "" {
			unsent += "　（由 " + d.CopyOf + " 的磁盘复制而来）"
		}
		line(d.ID, dash(d.Person.StaffNo), dash(d.Person.Name), dash(plain(d.Name)), stateNames[d.State], when(app.Instant(d.Seen)), unsent)
	}
	return nil
}

// waited words a time in milliseconds by its greatest unit.
func waited(ms int64) string {
	d := time.Duration(ms) * time.Millisecond
	switch {
	case d >= 24*time.Hour:
		return strconv.Itoa(int(d/(24*time.Hour))) + " 天"
	case d >= time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " 小时"
	}
	return strconv.Itoa(int(d/time.Minute)) + " 分钟"
}
