package allot

// Text is a sentence by its key in the texts of a language and the values that stand in it. A value may be a Text itself.
type Text struct {
	Key    string         `json:"key"`
	Values map[string]any `json:"values,omitempty"`
}

// Say returns the text in words; say translates a key with values in which no Text stands any more.
func (t Text) Say(say func(key string, values map[string]any) string) string {
	values := make(map[string]any, len(t.Values))
	for name, v := range t.Values {
		if inner, ok := v.(Text); ok {
			v = inner.Say(say)
		}
		values[name] = v
	}
	return say(t.Key, values)
}

type values = map[string]any

func text(key string, v values) Text { return Text{Key: key, Values: v} }

func categoryText(c Category) Text { return Text{Key: "category." + c.String()} }

// portionText returns an exact share as a mixed number.
func portionText(num, den int64) Text {
	switch {
	case den == 0 || num%den == 0:
		return text("allot.number", values{"N": num / max(den, 1)})
	case num < den:
		num, den = shortened(num, den)
		return text("allot.fraction", values{"Num": num, "Den": den})
	}
	whole := num / den
	num, den = shortened(num%den, den)
	return text("allot.mixed", values{"Whole": whole, "Num": num, "Den": den})
}

func shortened(num, den int64) (shortNum, shortDen int64) {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return num / a, den / a
}
