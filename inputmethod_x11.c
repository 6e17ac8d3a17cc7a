//go:build linux && (x11 || !wayland) && !guardonly

// What GLFW leaves out of talking to an input method under X11, put between GLFW and Xlib when the program is linked.
//
// GLFW asks Xlib's functions by name with _glfwPlatformGetModuleSymbol, which the linker sends here (--wrap, see
// inputmethod_x11.go). Three of them are replaced:
//
//   XFilterEvent  GLFW reports a key though the input method has taken it, so that the Backspace and the Return that edit
//                 a composition edit the form as well. Here such a key is discarded, as XFilterEvent(3) says. Before a key
//                 is offered to the input method, it is told where the caret is (XNSpotLocation), which GLFW never does.
//                 Where no field of text has the focus the key is not offered at all: there it is a command of the room.
//   XCreateIC     remembers the context that GLFW makes for a window, and forgets it when the input method ends.
//   XDestroyIC    forgets the context.
//
// docs/upstream/ has the same as a patch of GLFW. A GLFW without that function does not link with this file, so that
// nobody takes one unawares that has changed.

#include <X11/Xlib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "_cgo_export.h"

typedef void (*proc)(void);

proc __real__glfwPlatformGetModuleSymbol(void *module, const char *name);

// In pointer_x11.c.
Bool fangceHold(XEvent *event);
proc fangceRounds(proc real, proc back);

static Bool (*filterEvent)(XEvent *, Window);
static XIC (*createIC)(XIM, ...);
static void (*destroyIC)(XIC);
static char *(*setICValues)(XIC, ...);
static void (*setICFocus)(XIC);
static char *(*resetIC)(XIC);
static XVaNestedList (*nestedList)(int, ...);
static int (*xfree)(void *);
static int (*lookupString)(XIC, XKeyPressedEvent *, char *, int, KeySym *, int *);

// A context of a window of the program.
typedef struct {
	XIC ic; // NULL: this place is free
	Window window;
	XIMCallback ended; // what GLFW wants to be told of the end of the context
	XPoint spot;
	Bool spotKnown, focused;
	Bool given; // the composition was given up: what the input method still commits of it is nobody's
} context;

static context contexts[8];

static context *contextOf(Window window) {
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (contexts[i].ic && contexts[i].window == window)
			return &contexts[i];
	return NULL;
}

static void forget(XIC ic) {
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (contexts[i].ic == ic)
			memset(&contexts[i], 0, sizeof *contexts);
}

// Keys that were offered and taken. What the input method does not want it sends back, with the same time, and Xlib
// expects to be asked about it again.
static struct {
	int type;
	unsigned keycode;
	Time time;
} offered[32];
static unsigned nextOffered;

// Whether the input method has answered the last of them, and when that was offered. A call that waits for an answer of
// the input method (XSetICValues, Xutf8ResetIC) has Xlib take in all that it sends meanwhile, and Xlib mistakes a second
// key among that for a new one: it would be typed twice.
static Bool settled = True;
static struct timespec offeredAt;

static Bool quiet(void) {
	struct timespec now;
	if (settled)
		return True;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - offeredAt.tv_sec) * 1000 + (now.tv_nsec - offeredAt.tv_nsec) / 1000000 >= 5000; // or it will not answer
}

static Bool wasOffered(const XKeyEvent *key) {
	for (size_t i = 0; i < sizeof offered / sizeof *offered; i++)
		if (offered[i].type == key->type && offered[i].keycode == key->keycode && offered[i].time == key->time)
			return True;
	return False;
}

static Bool isLast(const XKeyEvent *key) {
	const size_t n = sizeof offered / sizeof *offered, last = (nextOffered + n - 1) % n;
	return offered[last].type == key->type && offered[last].keycode == key->keycode && offered[last].time == key->time;
}

// follow tells the input method where the caret is, in pixels of the window.
static void follow(context *c, int x, int y) {
	if ((c->spotKnown && c->spot.x == x && c->spot.y == y) || !quiet())
		return;
	c->spot.x = x;
	c->spot.y = y;
	c->spotKnown = True;
	XVaNestedList list = nestedList(0, XNSpotLocation, &c->spot, NULL);
	if (list) {
		setICValues(c->ic, XNPreeditAttributes, list, NULL);
		xfree(list);
	}
}

static Bool filter(XEvent *event, Window window) {
	context *c = NULL;
	if (fangceHold(event))
		return True;
	if (event->type == KeyPress || event->type == KeyRelease)
		c = contextOf(event->xkey.window);
	if (!c)
		return filterEvent(event, window);

	const XKeyEvent key = event->xkey; // Xlib may change it
	const Bool fresh = key.keycode && !wasOffered(&key);
	int x = 0, y = 0;
	const int text = fangceCaret(key.window, &x, &y);
	if (fresh) {
		if (!text)
			return False;
		if (key.type == KeyPress) {
			c->given = False;
			if (!c->focused) {
				setICFocus(c->ic); // a context made anew because the input method was started again
				c->focused = True;
			}
			follow(c, x, y);
		}
	}
	if (!fresh && key.keycode && isLast(&key))
		settled = True;
	if (filterEvent(event, window)) {
		if (key.keycode) {
			offered[nextOffered].type = key.type;
			offered[nextOffered].keycode = key.keycode;
			offered[nextOffered].time = key.time;
			nextOffered = (nextOffered + 1) % (sizeof offered / sizeof *offered);
			settled = False;
			clock_gettime(CLOCK_MONOTONIC, &offeredAt);
		}
		if (key.type == KeyPress)
			event->type = 0; // of no type, so that GLFW does nothing with it
		return True;
	}
	if (!key.keycode && key.type == KeyPress && (c->given || !text)) {
		char text[256];
		int status;
		lookupString(c->ic, &event->xkey, text, sizeof text, NULL, &status);
		event->type = 0;
		return True;
	}
	return False;
}

static void contextEnded(XIC ic, XPointer window, XPointer data) {
	(void)window;
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (contexts[i].ic == ic) {
			XIMCallback told = contexts[i].ended;
			memset(&contexts[i], 0, sizeof *contexts);
			if (told.callback)
				((void (*)(XIC, XPointer, XPointer))told.callback)(ic, told.client_data, data);
			return;
		}
}

// create passes its arguments on, pairs of a name and a value of the size of a pointer, with our own XNDestroyCallback.
static XIC create(XIM im, ...) {
	enum { most = 8 };
	void *pair[2 * most] = {0};
	context made = {0};
	XIMCallback ended = {(XPointer)NULL, (XIMProc)contextEnded};
	va_list list;
	va_start(list, im);
	for (int i = 0; i < most; i++) {
		char *name = va_arg(list, char *);
		if (!name)
			break;
		void *value = va_arg(list, void *);
		if (!strcmp(name, XNClientWindow))
			made.window = (Window)value;
		if (!strcmp(name, XNDestroyCallback)) {
			made.ended = *(XIMCallback *)value;
			value = &ended;
		}
		pair[2 * i] = name;
		pair[2 * i + 1] = value;
	}
	va_end(list);
	made.ic = createIC(im, pair[0], pair[1], pair[2], pair[3], pair[4], pair[5], pair[6], pair[7], pair[8], pair[9], pair[10],
		pair[11], pair[12], pair[13], pair[14], pair[15], NULL);
	if (made.ic && made.window)
		for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
			if (!contexts[i].ic) {
				contexts[i] = made;
				break;
			}
	return made.ic;
}

static void destroy(XIC ic) {
	forget(ic);
	destroyIC(ic);
}

static void focus(XIC ic) {
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (contexts[i].ic == ic)
			contexts[i].focused = True;
	setICFocus(ic);
}

// fangceGiveUp ends the composition under way, if there is one.
void fangceGiveUp(void) {
	for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
		if (contexts[i].ic && contexts[i].focused) {
			char *left = resetIC(contexts[i].ic);
			if (left)
				xfree(left);
			contexts[i].given = True;
		}
}

proc __wrap__glfwPlatformGetModuleSymbol(void *module, const char *name) {
	proc found = __real__glfwPlatformGetModuleSymbol(module, name);
	if (!found)
		return found;
#define OURS(symbol, real, ours) \
	if (!strcmp(name, symbol)) { \
		real = (void *)found; \
		return (proc)(ours); \
	}
	OURS("XFilterEvent", filterEvent, filter)
	OURS("XDestroyIC", destroyIC, destroy)
	OURS("XSetICFocus", setICFocus, focus)
	if (!strcmp(name, "XPending"))
		return fangceRounds(found, __real__glfwPlatformGetModuleSymbol(module, "XPutBackEvent"));
	if (strcmp(name, "XCreateIC"))
		return found;
	setICValues = (void *)__real__glfwPlatformGetModuleSymbol(module, "XSetICValues");
	nestedList = (void *)__real__glfwPlatformGetModuleSymbol(module, "XVaCreateNestedList");
	resetIC = (void *)__real__glfwPlatformGetModuleSymbol(module, "Xutf8ResetIC");
	lookupString = (void *)__real__glfwPlatformGetModuleSymbol(module, "Xutf8LookupString");
	xfree = (void *)__real__glfwPlatformGetModuleSymbol(module, "XFree");
	if (!setICValues || !nestedList || !resetIC || !lookupString || !xfree)
		return found; // no context is known then, and nothing changes
	createIC = (void *)found;
	return (proc)create;
}
