const TracePage = ({ traceId }: { traceId: string; params: URLSearchParams }) => <section className="page" />;

export default TracePage;
