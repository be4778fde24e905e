import { createFileRoute } from '@tanstack/react-router';
import { ObjectionPage } from '#/features/evaluation/objections/ObjectionPage';

export const Route = createFileRoute('/_in/evaluation/objections/$id')({ component: ObjectionPage });
