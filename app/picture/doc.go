// Package picture looks at files people attach: what they are, how large a picture is and which way up, and makes small
// pictures for lists. It goes by content, never by a file's name; a picture that is cut short is refused; and no file can
// make it take more memory than the largest picture it accepts needs, of which it decodes one at a time.
package picture
