package wire

import (
	"encoding/json"
	"testing"

	"github.com/fangce/fangce/app/record"
)

// Entries as the centre writes them take the short way.
func TestEntriesTakeTheShortWay(t *testing.T) {
	for _, e := range []Entry{
		{T: TypeRow, Stream: "seat:1", Seq: 1, Kind: "customer", ID: "c", Ver: 1 << 40},
		{T: TypeLeave, Stream: "seat:1", Seq: 900_000_000_000_000_000, Kind: "customer", ID: "c", Ver: 1},
		{
			T: TypeRow, Stream: "seat:1", Seq: 1, Kind: "customer", ID: "c", Ver: 2, By: "p", At: 1795424400000, Device: "d", DeviceName: "联想 ThinkPad",
			Body: record.Body{
				"a": record.Value("王<𬱖>\n\"引\" \u2028"), "b": json.RawMessage(`[{"n":-1.5e+3,"x":[]},{},"",null,true,false,0]`), "c": nil, "d": json.RawMessage(`{}`),
			},
		},
	} {
		line, err := Line(e)
		if err != nil {
			t.Fatal(err)
		}
		var got Entry
		if !new(scanner).entry(line, &got) {
			t.Errorf("%s takes the long way", line)
		}
		sameEntry(t, line)
	}
}

// What is none of the centre's own lines is left to encoding/json.
func TestOtherLinesTakeTheLongWay(t *testing.T) {
	for _, line := range []string{
		``, `{`, `{}`, `null`, `[]`, `{"t":"row"`, `{"t":"row"}x`, `{"t":"row",}`, `{"t":"tail"}`, `{"t":"row","t":"row"}`, `{"T":"row"}`, `{ "t":"row"}`,
		`{"t":"ro\u0077"}`, `{"t":"row","id":null}`, `{"t":"row","id":"` + "\xff" + `"}`, `{"t":"row","q":1.0}`, `{"t":"row","q":01}`, `{"t":"row","q":-}`,
		`{"t":"row","q":9223372036854775807}`, `{"t":"row","b":null}`, `{"t":"row","b":{"a":01}}`, `{"t":"row","b":{"a":"\x"}}`, `{"t":"row","b":{"a":"` + "\x01" + `"}}`,
		`{"t":"row","b":{"a":1.}}`, `{"t":"row","b":{"a":1e}}`, `{"t":"row","b":{"a":.5}}`, `{"t":"row","b":{"a":[1,]}}`, `{"t":"row","b":{"a":{"x"}}}`, `{"t":"row","b":{"a":tru}}`,
		`{"t":"row","b":{"a":"\u12g4"}}`, `{"t":"row","b":{,}}`, `{"t":"row","b":{"a":1 }}`, `{"t":"row","more":1}`,
	} {
		var e Entry
		if new(scanner).entry([]byte(line), &e) {
			t.Errorf("%s takes the short way", line)
		}
	}
}

// A value of a body cannot grow into the one that follows it on the line.
func TestValuesDoNotOverlap(t *testing.T) {
	var e Entry
	if !new(scanner).entry([]byte(`{"t":"row","b":{"a":1,"b":2}}`), &e) {
		t.Fatal("not read")
	}
	_ = append(e.Body["a"], "999"...)
	if string(e.Body["b"]) != "2" {
		t.Errorf("b became %s", e.Body["b"])
	}
}

func BenchmarkReadPage(b *testing.B) {
	line, err := Line(Entry{
		T: TypeRow, Stream: "seat:ce9c01f2-1319-5d7e-a1b3-734caa3e65d9", Seq: 1961, Kind: "service_record", ID: "08d15c1f-c3c5-5626-b427-730052cd4152", Ver: 1,
		By: "ce9c01f2-1319-5d7e-a1b3-734caa3e65d9", At: 1774501620000, Body: record.Body{
			"answer": record.Value("说明不占用工作时间，午休结束前离开。"), "at": json.RawMessage("1774501380000"), "attitude": record.Value("利落，约在一楼会客区。"),
			"case_id": record.Value("1a849c1e-7daf-5d44-b82b-c5d5e9cb4a19"), "channel": record.Value("phone"), "content": record.Value("确认到单位见面，请客户告知门卫。"),
			"customer_id": record.Value("13fe4cb5-1c19-5f11-9a92-3709cc7b9438"), "outcome": record.Value("confirmed"), "stage": record.Value("confirm"),
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("scanner", func(b *testing.B) {
		b.ReportAllocs()
		var s scanner
		for b.Loop() {
			var e Entry
			if !s.entry(line, &e) {
				b.Fatal("the long way")
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var e Entry
			if err := json.Unmarshal(line, &e); err != nil {
				b.Fatal(err)
			}
		}
	})
}
