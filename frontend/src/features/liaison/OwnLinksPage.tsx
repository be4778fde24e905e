import { getRouteApi } from '@tanstack/react-router';
import { useMe } from '#/api';
import { useList } from '#/ui';
import { LinksList } from './LinksPage';

const route = getRouteApi('/_in/liaison/');

/** Whom I keep in touch with. */
export function OwnLinksPage() {
  const me = useMe();
  const list = useList(route.useSearch());
  return <LinksList list={list} empty="mine_empty" fixed={me.person ? { person_id: me.person.id } : {}} />;
}
