package app

import "testing"

func TestAScriptIsSilentOnAPremiumThatWillNotCome(t *testing.T) {
	const text = "今天把保单整理一遍，列一张表给您。{险种}下一次应缴日是{应缴日}，请留意。还有什么想问的吗？"
	regular := Policy{Product: "瑞丰年金", Mode: ModeRegular, NextDue: "2026-12-01"}
	single := Policy{Product: "瑞丰年金", Mode: ModeSingle}
	for _, c := range []struct {
		name, text, want string
		policy           Policy
	}{
		{"a premium to come", text, "今天把保单整理一遍，列一张表给您。瑞丰年金下一次应缴日是2026年12月1日，请留意。还有什么想问的吗？", regular},
		{"a single premium", text, "今天把保单整理一遍，列一张表给您。还有什么想问的吗？", single},
		{"nothing else to say", "应缴日是{应缴日}。", "应缴日是" + Blank + "。", single},
		{"no word of it", "您好。", "您好。", single},
	} {
		if got := (ScriptFacts{Policy: c.policy}).Fill(c.text); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
