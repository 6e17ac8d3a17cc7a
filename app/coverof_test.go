package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func TestCoverOf(t *testing.T) {
	for product, want := range map[string]string{
		"瑞丰盈两全保险（分红型）":  app.CoverSavings,
		"瑞丰稳享两全保险（万能型）": app.CoverSavings,
		"瑞丰安盈年金保险":      app.CoverSavings,
		"瑞丰岁岁养老年金保险":    app.CoverPension,
		"瑞丰安康终身重大疾病保险":  app.CoverCritical,
		"瑞丰传世终身寿险":      app.CoverLife,
		"增额终身寿险（万能型）":   app.CoverLife,
		"瑞丰启程少儿教育年金保险":  app.CoverSavings,
		"瑞丰守护定期寿险":      app.CoverLife,
		"瑞丰康护终身护理保险":    app.CoverCare,
		"附加住院医疗保险":      app.CoverMedical,
		"百万医疗险":         app.CoverMedical,
		"防癌医疗保险":        app.CoverMedical,
		"老年恶性肿瘤疾病保险":    app.CoverCritical,
		"综合意外伤害保险":      app.CoverAccident,
		"附加意外伤害医疗保险":    app.CoverAccident,
		"国寿鸿寿年金保险（分红型）": app.CoverSavings,
		"国寿康宁终身重大疾病保险":  app.CoverCritical,
		"财富投资连结保险":      app.CoverSavings,
		"附加投保人豁免保险费保险":  app.CoverOther,
		"失能收入损失保险":      app.CoverCare,
		"":              app.CoverOther,
	} {
		if got := app.CoverOf(product); got != want {
			t.Errorf("%s: %q, want %q", product, got, want)
		}
	}
}
