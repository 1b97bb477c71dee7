/** A mail's text as text; its addresses can be followed, those of this portal without leaving the page. */
import { Anchor, Text } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Fragment } from 'react';

const address = /(https?:\/\/[^\s<>"]+)/;

export function MailText({ text }: { text: string }) {
  return (
    <Text component="div" className="m-mail-text">
      {text.split(address).map((part, index) => (
        <Fragment key={index}>{address.test(part) ? <Address href={part} /> : part}</Fragment>
      ))}
    </Text>
  );
}

function Address({ href }: { href: string }) {
  const router = useRouter();
  const url = new URL(href);
  if (url.origin !== window.location.origin) {
    return (
      <Anchor href={href} target="_blank" rel="noreferrer" underline="always">
        {href}
      </Anchor>
    );
  }
  const path = `${url.pathname}${url.search}`;
  return (
    <Anchor
      href={path}
      underline="always"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(path);
      }}
    >
      {href}
    </Anchor>
  );
}
