import type { IconName } from '../Icon';

export type ShellNav = {
  to: string;
  label: string;
  /** Two characters for the bar at the bottom of the phone. */
  short: string;
  icon: IconName;
  group: 'work' | 'study' | 'public' | 'people' | 'admin';
  /** Belongs into the bar at the bottom. */
  tab?: boolean;
  /** How much waits there. */
  waiting?: { count: number; label: string };
};

export type ShellUser = { name: string; role: string; unit: string };

export type ShellAction = { id: string; label: string; icon: IconName; run: () => void };
