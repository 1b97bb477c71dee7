/** Apart from the other links: menus are not needed to show the first page. */
import { Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

const MenuItemAnchor = (props: MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>) => (
  <Menu.Item component="a" {...props} />
);

export const LinkMenuItem = createLink(MenuItemAnchor);
