//go:build linux && (x11 || !wayland) && !guardonly

// A first tap goes to where it is made, put between GLFW and Xlib like the input method (inputmethod_x11.c).
//
// Fyne 2.8.0 takes over where the pointer is once a frame, but acts on a button at once. A touch screen or a pen sends the
// move and the press together, so that a tap goes to where the pointer was before. Here a press that comes in the same
// round of events as a move waits for the next round, one frame later, and everything typed or pressed after it waits
// behind it. docs/upstream/ has the cure as a patch of Fyne; where that has arrived this file can go.

#include <X11/Xlib.h>
#include <string.h>

static int (*pending)(Display *);
static int (*putBack)(Display *, XEvent *);

static XEvent held[64];
static int holds;
static Bool moved; // in this round

// fangceHold keeps an event for the next round and returns True, or returns False for one that is to be acted on now.
Bool fangceHold(XEvent *event) {
	switch (event->type) {
	case MotionNotify:
	case EnterNotify:
		if (!holds)
			moved = True;
		break;
	case ButtonPress:
	case ButtonRelease:
		if (!holds && !moved)
			return False;
		break;
	case KeyPress:
	case KeyRelease:
	case LeaveNotify:
		break;
	default:
		return False;
	}
	const Bool press = event->type == ButtonPress || event->type == ButtonRelease;
	if (!putBack || (!holds && !press) || holds == sizeof held / sizeof *held)
		return False;
	held[holds++] = *event;
	event->type = 0; // of no type, so that GLFW does nothing with it
	return True;
}

// beginRound is XPending, which GLFW calls once at the beginning of each round.
static int beginRound(Display *display) {
	moved = False;
	while (holds) // what is put back last comes first
		putBack(display, &held[--holds]);
	return pending(display);
}

// fangceRounds returns what GLFW gets in the place of XPending.
void (*fangceRounds(void (*real)(void), void (*back)(void)))(void) {
	pending = (int (*)(Display *))real;
	putBack = (int (*)(Display *, XEvent *))back;
	return (void (*)(void))beginRound;
}
