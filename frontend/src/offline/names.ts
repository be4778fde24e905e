/** Where a ballot in the making lies in a tab. The page for staff hands its token over to the page for everybody there. */
export const BALLOT_IN_TAB = 'lianxin.ballot';

/** Where staff's tokens lie on a device until their ballots are in the box. */
export const TOKENS = { database: 'lianxin-ballot', store: 'tokens' } as const;
