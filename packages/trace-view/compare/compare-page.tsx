const ComparePage = ({ before, after }: { before: string; after: string }) => <section className="page" />;

export default ComparePage;
