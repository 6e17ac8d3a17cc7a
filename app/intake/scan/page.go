package scan

import (
	"image"
	"math"
)

// pageSide is the longer side in pixels of the picture in which the sheet's edges are looked for.
const pageSide = 700

// sheet returns the corners of the sheet of paper that carries the mark, from the top left one clockwise as the page is
// read. ok is false where paper and ground cannot be told apart, or where the sheet reaches beyond the picture, as on a
// scan, which shows nothing else.
func sheet(img image.Image, m Mark) (corners [4]point, ok bool) {
	b := img.Bounds()
	scale := float64(pageSide) / float64(max(b.Dx(), b.Dy()))
	if scale > 1 {
		return corners, false
	}
	small := grey(img, pageSide)
	m = m.scaled(scale)
	u := m.topLeft.to(m.topRight)
	side := u.length()
	u = point{u.x / side, u.y / side}
	v := point{-u.y, u.x}
	start := m.topLeft.plus(u, -0.32*side) // beside the code the paper is blank
	paper, edge := spread(small, start)
	if paper == nil {
		return corners, false
	}
	w, h := small.Rect.Dx(), small.Rect.Dy()
	if edge*50 > 2*(w+h) { // 2 % of the border
		return corners, false
	}
	extreme := [4]float64{math.Inf(1), math.Inf(1), math.Inf(1), math.Inf(1)}
	count := 0
	for i, is := range paper {
		if !is {
			continue
		}
		count++
		p := point{float64(i % w), float64(i / w)}
		along, down := p.x*u.x+p.y*u.y, p.x*v.x+p.y*v.y
		for k, d := range [4]float64{along + down, down - along, -along - down, along - down} {
			if d < extreme[k] {
				extreme[k], corners[k] = d, p
			}
		}
	}
	if !plausible(corners, count) {
		return corners, false
	}
	for k := range corners {
		corners[k] = point{corners[k].x / scale, corners[k].y / scale}
	}
	return corners, true
}

// spread returns the pixels of the bright ground around a place, and how many of them lie on the picture's border.
func spread(img *image.Gray, from point) (paper []bool, edge int) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	x, y := int(from.x), int(from.y)
	if x < 1 || y < 1 || x >= w-1 || y >= h-1 {
		return nil, 0
	}
	least := otsu(img)
	if img.Pix[y*img.Stride+x] < least {
		return nil, 0
	}
	paper = make([]bool, w*h)
	paper[y*w+x] = true
	open := []int{y*w + x}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		x, y := at%w, at/w
		if x == 0 || y == 0 || x == w-1 || y == h-1 {
			edge++
		}
		for _, n := range [4][2]int{{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}} {
			if n[0] < 0 || n[1] < 0 || n[0] >= w || n[1] >= h {
				continue
			}
			if to := n[1]*w + n[0]; !paper[to] && img.Pix[n[1]*img.Stride+n[0]] >= least {
				paper[to] = true
				open = append(open, to)
			}
		}
	}
	return paper, edge
}

// otsu returns the grey that parts the picture's bright from its dark best (Otsu 1979).
func otsu(img *image.Gray) byte {
	var histogram [256]int
	for _, p := range img.Pix {
		histogram[p]++
	}
	sum := 0
	for g, n := range histogram {
		sum += g * n
	}
	best, least, below, belowSum := -1.0, 128, 0, 0
	for g, n := range histogram {
		below += n
		belowSum += g * n
		above := len(img.Pix) - below
		if below == 0 || above == 0 {
			continue
		}
		d := float64(belowSum)/float64(below) - float64(sum-belowSum)/float64(above)
		if between := float64(below) * float64(above) * d * d; between > best {
			best, least = between, g+1
		}
	}
	return byte(min(least, 255))
}

// plausible reports whether four corners look like an A4 sheet that fills a good part of the picture, and whether what lies
// between them is paper.
func plausible(c [4]point, paper int) bool {
	top, right, bottom, left := c[0].to(c[1]).length(), c[1].to(c[2]).length(), c[2].to(c[3]).length(), c[3].to(c[0]).length()
	area := 0.0
	for i := range c {
		j := (i + 1) % 4
		area += c[i].x*c[j].y - c[j].x*c[i].y
	}
	area = math.Abs(area) / 2
	ratio := (top + bottom) / (left + right) // of A4: 0.707; a photo taken aslant shortens one of them
	return min(top, bottom) > 0.55*max(top, bottom) && min(left, right) > 0.55*max(left, right) &&
		ratio > 0.55 && ratio < 0.9 && area > 0.12*pageSide*pageSide && float64(paper) > 0.6*area
}
