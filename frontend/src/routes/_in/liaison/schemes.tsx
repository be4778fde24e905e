import { createFileRoute } from '@tanstack/react-router';
import { LiaisonFrame } from '#/features/liaison/LiaisonFrame';
import { SchemesPage } from '#/features/liaison/schemes/SchemesPage';

export const Route = createFileRoute('/_in/liaison/schemes')({
  component: () => (
    <LiaisonFrame>
      <SchemesPage />
    </LiaisonFrame>
  ),
});
