package platform

func dataHome() (string, error) { return home("Library", "Application Support", "Fangce") }
