import { createFileRoute } from '@tanstack/react-router';
import { BlankFormsPage } from '#/features/blank-forms/BlankFormsPage';

export const Route = createFileRoute('/_in/blank-forms')({ component: BlankFormsPage });
