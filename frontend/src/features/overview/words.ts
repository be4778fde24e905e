import type { components } from '#/api';

type Schemas = components['schemas'];

export type Overview = Schemas['SchoolOverview'];
export type Figures = Schemas['SchoolFigures'];
export type Figure = Schemas['ToldFigure'];
export type Share = Schemas['ToldShare'];
