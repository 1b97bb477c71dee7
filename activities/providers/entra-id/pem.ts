/** PEM as it was meant: a form of one line takes the line breaks out of what is pasted into it. */
const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/** The same PEM with its lines; text that is none comes back as it is. */
export const withLines = (text: string): string =>
  text.replace(block, (_whole, label: string, body: string) => {
    const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
    return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
  });
