package main

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/sync/centre"
)

// kindNames are what the kinds of rows are called whose offers wait.
var kindNames = map[string]string{
	"policy": "保单", "case": "催收任务", "kept": "留存的值", "log_mark": "日志评分", "work_log": "工作日志", "script": "话术", "attachment": "附件",
	"customer": "客户卡", "service_record": "服务记录", "appointment": "预约", "visit": "拜访",
}

// adopt lists, takes or drops what laptops have kept through a restore and their persons may not write.
func adopt(ctx context.Context, out console, args []string) error {
	f := newFlags("adopt")
	list := f.Bool("list", false, "list what waits; so does the command without -take and -drop")
	take := f.Bool("take", false, "take it in")
	drop := f.Bool("drop", false, "forget it")
	from := f.String("from", "", "staff number of the person whose laptops are meant; everybody's if missing")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db"); err != nil {
		return err
	}
	switch {
	case *take && *drop || *list && (*take || *drop):
		return wrongUsage("-list, -take and -drop are different things to do")
	case *from != "" && !*take && !*drop:
		return wrongUsage("-from goes with -take or -drop")
	}
	c, err := f.open(ctx, true, nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	person := ""
	if *from != "" {
		person = personID(*from)
	}
	switch {
	case *take:
		n, err := c.TakeOffers(ctx, person)
		if err == nil {
			_, err = fmt.Fprintf(out.out, "已收回 %d 条\n", n)
		}
		return err
	case *drop:
		n, err := c.DropOffers(ctx, person)
		if err == nil {
			_, err = fmt.Fprintf(out.out, "已丢弃 %d 条，各电脑上的内容不受影响\n", n)
		}
		return err
	}
	return listOffers(ctx, out, c)
}

func listOffers(ctx context.Context, out console, c *centre.Centre) error {
	all, err := c.Offers(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out.out, "没有待收回的内容")
		return err
	}
	line := func(cells ...string) {
		_, _ = fmt.Fprintln(out.out, column(cells[0], 23)+column(cells[1], 10)+column(cells[2], 10)+column(cells[3], 24)+column(cells[4], 15)+column(cells[5], 8)+column(cells[6], 16)+cells[7])
	}
	line("编号", "工号", "姓名", "电脑", "类别", "条数", "与他机一致", "与他机不同")
	for _, o := range all {
		kind := kindNames[o.Kind]
		if kind == "" {
			kind = plain(o.Kind)
		}
		line(o.Device, dash(o.Person.StaffNo), dash(o.Person.Name), dash(plain(o.DeviceName)), kind, fmt.Sprint(o.Rows), fmt.Sprint(o.Same), fmt.Sprint(o.Differ))
	}
	return nil
}
