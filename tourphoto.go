package main

import (
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
)

// tourPhoto writes a picture to attach: the outlines of a card, in a colour.
func tourPhoto(path string, tint color.RGBA) error {
	img := image.NewRGBA(image.Rect(0, 0, 1280, 820))
	fill := func(x0, y0, x1, y1 int, c color.Color) {
		draw.Draw(img, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	grey := color.RGBA{150, 160, 172, 255}
	fill(0, 0, 1280, 820, color.RGBA{206, 196, 180, 255})
	fill(90, 80, 1190, 740, color.RGBA{248, 249, 251, 255})
	fill(90, 80, 1190, 190, tint)
	fill(860, 260, 1110, 590, color.RGBA{220, 226, 234, 255})
	for i, width := range []int{320, 480, 260, 560, 420} {
		fill(160, 265+i*78, 160+width, 291+i*78, grey)
	}
	fill(160, 660, 1110, 690, tint)
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: 88}); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
