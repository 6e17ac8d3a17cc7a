package pdf

func exampleQualityReport() QualityReport {
	month := func(m string, calls, visits, done, all int, satisfied float64, complaints int) QualityMonth {
		return QualityMonth{Month: m, Calls: calls, Visits: visits, OnTime: Share{done, all}, Satisfaction: satisfied, Complaints: complaints}
	}
	return QualityReport{
		Sheet: exampleSheet("ZL-2026-10").at(StageConfirmed), Month: "2026-10", Unit: "江州市银保理财中心", Author: "林静", ReportedOn: "2026-11-05",
		Figures: []QualityFigure{
			{Name: "电话约访", Unit: "次", Value: "1,486", Before: "1,392", Target: "1,400"},
			{Name: "面访", Unit: "次", Value: "412", Before: "437", Target: "420"},
			{Name: "按时签收率", Unit: "%", Value: "98.7", Before: "97.2", Target: "98"},
			{Name: "按时服务率", Unit: "%", Value: "93.4", Before: "91.8", Target: "95"},
			{Name: "客户资料完整度", Unit: "%", Value: "86", Before: "84", Target: "85"},
			{Name: "资料核实率", Unit: "%", Value: "71.5", Before: "68.9", Target: "70"},
			{Name: "失效保单挽回", Unit: "件", Value: "37", Before: "29"},
			{Name: "客户满意度均值", Unit: "分", Value: "4.42", Before: "4.38", Target: "4.4"},
			{Name: "投诉", Unit: "件", Value: "5", Before: "7", Target: "6", Less: true},
		},
		Trend: []QualityMonth{
			month("2025-11", 1180, 352, 861, 982, 4.18, 9), month("2025-12", 1205, 368, 880, 990, 4.2, 8), month("2026-01", 1260, 341, 865, 968, 4.22, 8), month("2026-02", 846, 218, 590, 672, 0, 5),
			month("2026-03", 1312, 389, 902, 1001, 4.27, 7), month("2026-04", 1340, 402, 930, 1022, 4.3, 6), month("2026-05", 1355, 398, 941, 1030, 4.29, 8), month("2026-06", 1378, 415, 952, 1041, 4.33, 6),
			month("2026-07", 1365, 408, 946, 1035, 4.35, 7), month("2026-08", 1401, 421, 958, 1045, 4.36, 6), month("2026-09", 1392, 437, 962, 1048, 4.38, 7), month("2026-10", 1486, 412, 985, 1054, 4.42, 5),
		},
		Staff: []QualityStaff{
			{Name: "陈雅琴", Signed: Share{28, 28}, Calls: 196, Visits: 52, OnTime: Share{121, 124}, Completeness: 92, Verified: Share{88, 110}, Recovered: Share{6, 8}, Satisfaction: 4.71, Surveys: 14},
			{Name: "赵明辉", Signed: Share{26, 27}, Calls: 174, Visits: 49, OnTime: Share{108, 115}, Completeness: 88, Verified: Share{75, 102}, Recovered: Share{4, 7}, Satisfaction: 4.46, Surveys: 11},
			{Name: "买买提·艾力", Signed: Share{25, 25}, Calls: 168, Visits: 55, OnTime: Share{112, 118}, Completeness: 90, Verified: Share{81, 99}, Recovered: Share{5, 6}, Satisfaction: 4.58, Surveys: 12},
			{Name: "欧阳静怡", Signed: Share{24, 25}, Calls: 161, Visits: 44, OnTime: Share{101, 109}, Completeness: 85, Verified: Share{66, 97}, Recovered: Share{4, 9}, Satisfaction: 4.35, Surveys: 9, Complaints: 1},
			{Name: "徐嘉伟", Signed: Share{23, 23}, Calls: 158, Visits: 41, OnTime: Share{98, 104}, Completeness: 84, Verified: Share{61, 90}, Recovered: Share{3, 5}, Satisfaction: 4.4, Surveys: 8},
			{Name: "何小兰", Signed: Share{22, 22}, Calls: 149, Visits: 43, OnTime: Share{96, 103}, Completeness: 87, Verified: Share{64, 88}, Recovered: Share{5, 8}, Satisfaction: 4.5, Surveys: 10},
			{Name: "周子轩", Signed: Share{21, 22}, Calls: 142, Visits: 38, OnTime: Share{87, 97}, Completeness: 80, Verified: Share{52, 85}, Recovered: Share{3, 7}, Surveys: 4, Complaints: 1},
			{Name: "韩雨桐", Signed: Share{20, 20}, Calls: 131, Visits: 36, OnTime: Share{84, 92}, Completeness: 83, Verified: Share{55, 80}, Recovered: Share{2, 4}, Satisfaction: 4.31, Surveys: 7},
			{Name: "黄䶮", Signed: Share{18, 19}, Calls: 112, Visits: 30, OnTime: Share{76, 84}, Completeness: 82, Verified: Share{49, 72}, Recovered: Share{3, 5}, Satisfaction: 4.27, Surveys: 6, Complaints: 1},
			{Name: "孙立新", Signed: Share{16, 19}, Calls: 95, Visits: 24, OnTime: Share{62, 78}, Completeness: 74, Verified: Share{38, 70}, Recovered: Share{2, 6}, Surveys: 3, Complaints: 2},
		},
		Surveys: 84,
		Items: []QualityItem{
			{"对保险规划师的接受程度", 4.6, 4.7},
			{"保单条款讲解清楚、如实", 4.7, 4.3},
			{"续期交费提醒与方式确认", 4.4, 4.6},
			{"保全办理便捷", 4.3, 3.9},
			{"理赔协助及时", 4.8, 4.1},
			{"电话约访礼貌、不打扰", 3.9, 4.6},
			{"上门守时、着装得体", 3.8, 4.8},
			{"生日及节日问候", 3.1, 4.5},
			{"客户活动", 2.9, 4.1},
			{"投诉答复及时", 4.5, 4.0},
		},
		Complaints: []QualityCount{{"一般投诉", 4}, {"重大投诉", 0}, {"疑难投诉", 1}, {"重复投诉", 0}},
		Findings:   "一、面访较上月减少25次，主要因国庆长假工作日少，且两名人员休假。\n二、按时服务率93.4%，未达95%的目标，逾期集中在首次面访环节。\n三、“理赔协助及时”“投诉答复及时”重要程度高而满意程度低于平均，需优先改进。\n四、孙立新名下资料核实率54.3%，已离职，客户正在移交。",
		Measures:   "一、11月起每周一早会通报首次面访逾期清单，直接主管逐件跟进。\n二、理赔协助增加“24小时内联系、3日内上门”两个时点，由品质管理岗抽查。\n三、投诉受理当日须电话告知客户承办人与处理期限。\n四、孤儿保单于11月30日前完成移交与告知。",
		Approval:   Opinion{Text: "同意。请各部门按措施落实，下月报告中说明进展。", By: "方国栋", On: "2026-11-06"},
	}
}
