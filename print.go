package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/pdf"
)

const printUsage = `用法：
  fangce print -list                            列出表单，每行一个名称
  fangce print FORM -example [-o FACTS.json]    写出该表单的数据样例
  fangce print FORM -in FACTS.json -o OUT.pdf   打印；FACTS 是一个对象，或由对象组成的数组（合成一个文件，每份一个书签）
  fangce print FORM -in FACTS.json -each -o DIR 每份一个文件
  fangce print FORM -o OUT.pdf                  空白表单
“-”表示标准输入或标准输出。字库中没有的字印作“〓”，并在标准错误输出逐行写明：glyph U+XXXX 字段；
表中放不下而列入附页的内容写明：annex 项目。数据有误时退出码为 2。
`

// usageError is a command line or an input that cannot be used: exit status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{app.Errorf(app.ErrInvalid, format, args...)}
}

// printing is what `fangce print` was asked for.
type printing struct {
	form          string
	list, example bool
	in, out       string
	each          bool
}

// printCommand is `fangce print`: any form as a PDF from a file of facts, without a window or an account.
func printCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	p, err := parsePrinting(args, stdout)
	if err != nil {
		return err
	}
	if p.list {
		for _, k := range pdf.Kinds() {
			if _, err := fmt.Fprintln(stdout, k.Name); err != nil {
				return err
			}
		}
		return nil
	}
	kind, ok := pdf.Find(p.form)
	switch {
	case p.form == "":
		return usagef("须写明打印哪种表单，如 fangce print service_card -o OUT.pdf；fangce print -list 列出全部")
	case !ok:
		return usagef("没有叫 %s 的表单，可用的有：%s", p.form, strings.Join(formNames(), "、"))
	case p.example:
		var facts bytes.Buffer
		if err := kind.Encode(&facts, kind.Example()); err != nil {
			return err
		}
		return deliver(p.out, facts.Bytes(), stdout)
	case p.out == "":
		return usagef("须用 -o 写明输出到哪个文件（“-”为标准输出）")
	case p.each && p.out == "-":
		return usagef("-each 每份一个文件，-o 须是文件夹")
	}
	forms, err := p.forms(kind, stdin)
	if err != nil {
		return err
	}
	if p.each {
		return p.writeEach(forms, stderr)
	}
	return p.writeOne(forms, stdout, stderr)
}

// parsePrinting reads the flags, before or after the form.
func parsePrinting(args []string, stdout io.Writer) (printing, error) {
	var p printing
	fs := flag.NewFlagSet("fangce print", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.BoolVar(&p.list, "list", false, "")
	fs.BoolVar(&p.example, "example", false, "")
	fs.BoolVar(&p.each, "each", false, "")
	fs.StringVar(&p.in, "in", "", "")
	fs.StringVar(&p.out, "o", "", "")
	for {
		err := fs.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			_, err = io.WriteString(stdout, printUsage)
			return p, errors.Join(flag.ErrHelp, err)
		}
		if err != nil {
			return p, usagef("参数有误：%s\n%s", err, printUsage)
		}
		switch {
		case fs.NArg() == 0:
			return p, nil
		case p.form != "":
			return p, usagef("一次只能打印一种表单，“%s”是多余的", fs.Arg(0))
		}
		p.form, args = fs.Arg(0), fs.Args()[1:]
	}
}

func formNames() []string {
	var names []string
	for _, k := range pdf.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// forms reads the facts, or returns the blank form where none are given.
func (p printing) forms(kind pdf.Kind, stdin io.Reader) ([]pdf.Form, error) {
	if p.in == "" {
		blank, ok := kind.Blank(pdf.Sheet{})
		if !ok {
			return nil, usagef("%s（%s）没有空白表单，须用 -in 给出数据", kind.Name, kind.Title)
		}
		return []pdf.Form{blank}, nil
	}
	source := stdin
	if p.in != "-" {
		file, err := os.Open(p.in)
		if err != nil {
			return nil, usagef("无法读取 %s：%v", p.in, errors.Unwrap(err))
		}
		defer func() { _ = file.Close() }() // read only
		source = file
	}
	forms, err := kind.Decode(source)
	if err != nil {
		return nil, usageError{err}
	}
	return forms, nil
}

// writeOne writes all forms as one file.
func (p printing) writeOne(forms []pdf.Form, stdout, stderr io.Writer) error {
	var file bytes.Buffer
	reports, err := pdf.WriteAll(&file, forms)
	if err != nil {
		return inputError(err)
	}
	if err := deliver(p.out, file.Bytes(), stdout); err != nil {
		return err
	}
	for i, r := range reports {
		tell(stderr, r, i, len(reports))
	}
	return nil
}

// writeEach writes a file for each form, named after the form and whom it is about.
func (p printing) writeEach(forms []pdf.Form, stderr io.Writer) error {
	if err := os.MkdirAll(p.out, 0o700); err != nil {
		return usagef("无法使用文件夹 %s：%v", p.out, errors.Unwrap(err))
	}
	digits := len(fmt.Sprint(len(forms)))
	for i, f := range forms {
		var file bytes.Buffer
		report, err := f.Write(&file)
		if err != nil {
			return inputError(err)
		}
		name := fmt.Sprintf("%0*d-%s", digits, i+1, report.Title)
		if report.About != "" {
			name += "-" + report.About
		}
		if err := deliver(filepath.Join(p.out, platform.FileName(name+".pdf")), file.Bytes(), nil); err != nil {
			return err
		}
		tell(stderr, report, i, len(forms))
	}
	return nil
}

// inputError says that facts which could be read cannot be printed, such as a picture cut short.
func inputError(err error) error {
	if app.Code(err) == app.ErrInvalid {
		return usageError{err}
	}
	return err
}

// deliver writes a file whole or not at all; "-" and "" are standard output, pipes and devices are written to as they are.
func deliver(path string, data []byte, stdout io.Writer) error {
	if path == "-" || path == "" {
		_, err := stdout.Write(data)
		return err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // a link stays a link
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return usagef("%s 是文件夹，须写明文件名，或用 -each", path)
	case err == nil && !info.Mode().IsRegular():
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = file.Write(data)
		return errors.Join(err, file.Close())
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return usagef("文件夹 %s 不存在或不可用", filepath.Dir(path))
	}
	return platform.WriteFile(path, data)
}

// tell writes down what to look at in one of n forms.
func tell(w io.Writer, r pdf.Report, i, n int) {
	at := ""
	if n > 1 {
		at = fmt.Sprintf("[%d].", i)
	}
	for _, g := range r.Missing {
		_, _ = fmt.Fprintf(w, "glyph U+%04X %s%s\n", g.Rune, at, g.Field)
	}
	for _, label := range r.Cut {
		_, _ = fmt.Fprintf(w, "annex %s%s\n", at, label)
	}
}
