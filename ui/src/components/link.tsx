/** Mantine's components that lead somewhere, typed by the router: true links, to be opened in a new tab. */
import { ActionIcon, type ActionIconProps, Anchor, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AsAnchor<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>;

const ButtonAnchor = (props: AsAnchor<ButtonProps>) => <Button component="a" {...props} />;
const ActionIconAnchor = (props: AsAnchor<ActionIconProps>) => <ActionIcon component="a" {...props} />;

export const LinkAnchor = createLink(Anchor<'a'>);
export const LinkButton = createLink(ButtonAnchor);
export const LinkActionIcon = createLink(ActionIconAnchor);
