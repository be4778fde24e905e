import { createFileRoute } from '@tanstack/react-router';
import { HandoverPage } from '#/features/liaison/handovers/HandoverPage';

export const Route = createFileRoute('/_in/liaison/handovers/$id')({ component: HandoverPage });
